package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** insert, update and delete as MongoDB documents them: honest counts, {@code ordered}, and write errors with keys. */
final class WriteCommand {

    private final Document command;
    private final Supplier<MongoCollection<Position>> target;
    private final Oplog oplog;
    private final List<Document> errors = new ArrayList<>();
    private final List<Document> upserted = new ArrayList<>();
    private int affected;
    private int modified;

    WriteCommand(Document command, Supplier<MongoCollection<Position>> target, Oplog oplog) {
        this.command = command;
        this.target = target;
        this.oplog = oplog;
    }

    Document insert() {
        forEach("documents", (collection, document, _) -> {
            collection.addDocument(document);
            oplog.handleInsert(collection.getFullName(), List.of(document));
            affected++;
        });
        return response();
    }

    Document update() {
        forEach("updates", this::updateOne);
        Document response = response();
        response.put("nModified", modified);
        if (!upserted.isEmpty()) {
            response.put("upserted", upserted);
        }
        return response;
    }

    /** Only the library itself can make these filters; its own update command does, without {@code ordered}. */
    boolean hasArrayFilters() {
        return ((List<?>) command.getOrDefault("updates", List.of()))
                .stream().anyMatch(each -> ((Document) each).containsKey("arrayFilters"));
    }

    Document delete() {
        forEach("deletes", (collection, statement, _) -> {
            int limit = ((Number) statement.getOrDefault("limit", 0)).intValue();
            affected += collection.deleteDocuments((Document) statement.get("q"), limit, oplog);
        });
        return response();
    }

    private void updateOne(MongoCollection<Position> collection, Document statement, int index) {
        if (!(statement.get("u") instanceof Document change)) {
            throw new MongoServerError(9, "FailedToParse", "The stand-in for MongoDB has no pipeline updates");
        }
        Document result = collection.updateDocuments(
                (Document) statement.get("q"),
                change,
                ArrayFilters.empty(),
                Utils.isTrue(statement.get("multi")),
                Utils.isTrue(statement.get("upsert")),
                oplog);
        if (result.containsKey("upserted")) {
            upserted.add(new Document("index", index).append("_id", result.get("upserted")));
            affected++;
        }
        affected += count(result, "n");
        modified += count(result, "nModified");
    }

    private static int count(Document result, String name) {
        return ((Number) result.getOrDefault(name, 0)).intValue();
    }

    @FunctionalInterface
    private interface Statement {
        void execute(MongoCollection<Position> collection, Document statement, int index);
    }

    private void forEach(String field, Statement statement) {
        boolean ordered = Utils.isTrue(command.getOrDefault("ordered", true));
        MongoCollection<Position> collection = target.get();
        int index = 0;
        for (Object each : (List<?>) command.getOrDefault(field, List.of())) {
            try {
                statement.execute(collection, (Document) each, index);
            } catch (MongoServerException e) {
                errors.add(writeError(index, e));
                if (ordered) {
                    return;
                }
            }
            index++;
        }
    }

    private static Document writeError(int index, MongoServerException failure) {
        Document error = new Document("index", index);
        if (failure instanceof MongoServerError coded) {
            error.append("code", coded.getCode()).putIfNotNull("codeName", coded.getCodeName());
        }
        error.put("errmsg", failure.getMessageWithoutErrorCode());
        if (failure instanceof DuplicateKey duplicate) {
            error.append("keyPattern", duplicate.pattern()).append("keyValue", duplicate.value());
        }
        return error;
    }

    private Document response() {
        Document response = new Document("n", affected);
        if (!errors.isEmpty()) {
            response.put("writeErrors", errors);
        }
        Utils.markOkay(response);
        return response;
    }
}
