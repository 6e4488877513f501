package io.paylog.query.caching;

/** What Redis runs as one step. */
final class Scripts {

    /** Keeps a value unless the one held is as new. Key; position, bound, value, time to live in milliseconds. */
    static final String STORE_IF_NEWER = """
            local held = redis.call('GET', KEYS[1])
            if held then
              local position, upTo = string.match(held, '^(%d+)|(%d+)|')
              position, upTo = tonumber(position), tonumber(upTo)
              local newPosition, newUpTo = tonumber(ARGV[1]), tonumber(ARGV[2])
              if position and (position > newPosition or (position == newPosition and upTo >= newUpTo)) then
                return 0
              end
            end
            redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
            return 1
            """;

    /** Raises a number. Key; number, time to live in milliseconds. */
    static final String RAISE = """
            local held = tonumber(redis.call('GET', KEYS[1]) or '0')
            local raised = math.max(held, tonumber(ARGV[1]))
            redis.call('SET', KEYS[1], string.format('%.0f', raised), 'PX', ARGV[2])
            return 1
            """;

    private Scripts() {}
}
