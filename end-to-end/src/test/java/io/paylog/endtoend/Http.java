package io.paylog.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Speaks HTTP and JSON to a service. */
record Http(String baseUrl) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Longer than any answer may take: the time in which payments of a bulk request may begin, and then some. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    Answer get(String path) throws IOException {
        return send("GET", path, "", Map.of());
    }

    Answer get(String path, String header, String value) throws IOException {
        return send("GET", path, "", Map.of(header, value));
    }

    Answer post(String path, String body) throws IOException {
        return send("POST", path, body, Map.of());
    }

    Answer put(String path, String body) throws IOException {
        return send("PUT", path, body, Map.of());
    }

    boolean isUp() {
        try {
            return get("/actuator/health/readiness").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param body JSON; empty: none */
    Answer send(String method, String path, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIMEOUT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    record Answer(int status, HttpResponse<String> response) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        JsonNode json() {
            return Json.tree(response.body());
        }

        Map<String, Object> map() {
            return Json.map(response.body());
        }

        /** What went wrong, as a program reads it; empty: nothing, or no problem document. */
        String code() {
            return header("Content-Type").startsWith("application/problem+json")
                    ? json().path("code").asString("")
                    : "";
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Where in the log the answer stands. */
        long position() {
            return Long.parseLong(header("X-Event-Position"));
        }

        @Override
        public String toString() {
            return response.request().method() + " " + response.uri() + ": " + status + " " + response.body();
        }
    }
}
