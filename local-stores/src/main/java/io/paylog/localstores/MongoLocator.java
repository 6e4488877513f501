package io.paylog.localstores;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the MongoDB: the first kind that there is. */
record MongoLocator(Environment environment) {

    RunningMongo locate(LocalStoresOptions options, DataDirectory directory) {
        if (options.inMemory()) {
            return StandInMongo.startInMemory(options);
        }
        Optional<String> configured = environment.value("MONGODB_URI");
        if (configured.isPresent()) {
            return ConfiguredMongo.at(configured.get());
        }
        Path folder = directory.folder("mongo");
        Optional<Path> mongod = mongod();
        if (mongod.isPresent()) {
            return noteOtherData(new Mongod(mongod.get(), environment).start(options, folder), folder);
        }
        List<String> reasons = new ArrayList<>(List.of("MONGODB_URI and MONGOD are not set, no mongod is on the PATH"));
        return container(options, reasons)
                .orElseGet(() ->
                        noteOtherData(StandInMongo.start(options, folder, String.join("; ", reasons) + "."), folder));
    }

    private Optional<Path> mongod() {
        Optional<Path> named = environment.value("MONGOD").map(Path::of);
        if (named.isPresent() && !Files.isExecutable(named.get())) {
            throw new LocalStoresException("MONGOD is set to " + named.get() + ", which cannot be executed");
        }
        return named.or(() -> environment.executable("mongod"));
    }

    /** Only tests ask for containers, so a Docker that cannot give one is a reason to go on, not an error. */
    private Optional<RunningMongo> container(LocalStoresOptions options, List<String> reasons) {
        if (!options.containers()) {
            return Optional.empty();
        }
        if (!new Docker(environment).available()) {
            reasons.add("no Docker answers");
            return Optional.empty();
        }
        try {
            return Optional.of(ContainerMongo.start());
        } catch (NoClassDefFoundError e) {
            reasons.add("Docker is there, but Testcontainers is not on the class path");
        } catch (RuntimeException e) {
            reasons.add("Docker gives no MongoDB (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }

    /** Each kind keeps its own data: who installs a mongod later must not think that theirs are gone. */
    private static RunningMongo noteOtherData(RunningMongo mongo, Path folder) {
        boolean standIn = mongo.kind() == MongoKind.STAND_IN;
        Path other = folder.resolve(standIn ? "ports" : "stand-in.mv.db");
        if (!Files.exists(other)) {
            return mongo;
        }
        List<String> lines = new ArrayList<>(mongo.describe());
        lines.add("         NOTE: " + folder + " also holds data of " + (standIn ? "a real mongod" : "the stand-in")
                + ", which are not used now.");
        return new FoundMongo(mongo.kind(), mongo.uri(), mongo.members(), lines, mongo::close, mongo.ownMembers());
    }
}
