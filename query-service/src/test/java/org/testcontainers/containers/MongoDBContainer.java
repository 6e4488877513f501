package org.testcontainers.containers;

/** No container: the suites get their database from {@link org.axonframework.extensions.mongo.util.MongoTemplateFactory}. */
public final class MongoDBContainer {

    public MongoDBContainer(String ignoredImage) {}

    public String getHost() {
        return "nowhere";
    }

    public Integer getFirstMappedPort() {
        return 0;
    }
}
