package io.paylog.query.payments.listing;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.projecting.ViewIndex;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;

/** What is found along one index, in its order or the reverse. The store ends what takes it longer than a bound. */
record IndexedRead(Bson filter, Bson order, ViewIndex index) {

    /** The index is demanded: the planner could take one that finds less and sort it, which has no bound. */
    FindIterable<PaymentDocument> in(MongoCollection<PaymentDocument> view, Duration maxTime) {
        return in(view, PaymentDocument.class, maxTime);
    }

    /** @param parts what is read of the documents */
    <T> FindIterable<T> in(MongoCollection<PaymentDocument> view, Class<T> parts, Duration maxTime) {
        return view.find(filter, parts)
                .sort(order)
                .hint(index.keys())
                .maxTime(maxTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    long count(MongoCollection<PaymentDocument> view, Duration maxTime) {
        return view.countDocuments(
                filter, new CountOptions().hint(index.keys()).maxTime(maxTime.toMillis(), TimeUnit.MILLISECONDS));
    }
}
