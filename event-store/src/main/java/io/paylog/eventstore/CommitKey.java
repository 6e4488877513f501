package io.paylog.eventstore;

/** The place of a commit within its aggregate: at most one commit has it. */
record CommitKey(String aggregateId, long firstSequence) {}
