package io.paylog.eventstore;

import java.util.function.BooleanSupplier;

/** Rivals as a test says, whatever they are told. */
record ToldRivals(BooleanSupplier are) implements Rivals {

    static Rivals none() {
        return new ToldRivals(() -> false);
    }

    @Override
    public void noteAppending() {}

    @Override
    public void noteLost() {}

    @Override
    public boolean areAppending() {
        return are.getAsBoolean();
    }
}
