package io.paylog.query.payments.listing;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.projecting.ViewIndex;
import org.bson.conversions.Bson;

/** What is found along one index, in its order or the reverse. */
record IndexedRead(Bson filter, Bson order, ViewIndex index) {

    /** The index is demanded: the planner could take one that finds less and sort it, which has no bound. */
    FindIterable<PaymentDocument> in(MongoCollection<PaymentDocument> view) {
        return view.find(filter).sort(order).hint(index.keys());
    }

    long count(MongoCollection<PaymentDocument> view) {
        return view.countDocuments(filter, new CountOptions().hint(index.keys()));
    }
}
