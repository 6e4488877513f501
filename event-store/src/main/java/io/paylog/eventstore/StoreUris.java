package io.paylog.eventstore;

import com.mongodb.ConnectionString;
import io.lettuce.core.RedisURI;
import java.util.stream.Collectors;

/**
 * Reads where stores are, and says it without credentials. What the libraries say of a URI that they cannot read quotes
 * it, with a password in it.
 */
public final class StoreUris {

    private static final String HINT = " cannot be read; special characters of a password must be percent-encoded";

    private StoreUris() {}

    /** @throws IllegalArgumentException if it cannot be read; it quotes nothing */
    public static ConnectionString mongo(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("The URI of MongoDB" + HINT);
        }
    }

    /** @throws IllegalArgumentException if it cannot be read; it quotes nothing */
    public static RedisURI redis(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("The URI of Redis" + HINT);
        }
    }

    /** For a person: the stores and the servers that they are on. */
    public static String describe(String mongoUri, String redisUri) {
        String mongo = "MongoDB at " + String.join(",", mongo(mongoUri).getHosts());
        return mongo + (redisUri.isBlank() ? ", no Redis" : ", Redis at " + describe(redis(redisUri)));
    }

    private static String describe(RedisURI uri) {
        return uri.getSentinels().isEmpty()
                ? uri.getHost() + ":" + uri.getPort()
                : uri.getSentinels().stream()
                        .map(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                        .collect(Collectors.joining(","));
    }
}
