package io.paylog.command.gateway;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits out its back-off need not wait any longer when the gateway answers again; what is too much for now comes due
 * by itself.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final Outage outage;
    private final LongSupplier hasten;

    /** @param hasten makes calls that wait due at once and says how many */
    CatchUp(Outage outage, LongSupplier hasten) {
        this.outage = outage;
        this.hasten = hasten;
    }

    boolean isOutage() {
        return outage.isOn();
    }

    /** Never throws: what was found is dealt with already. If it fails, the next answer is the next chance. */
    void after(GatewayKnowledge found) {
        boolean before = outage.isOn();
        boolean ended = outage.isEndedBy(found);
        if (!before && outage.isOn()) {
            LOG.warn("The gateway gives no answers; calls are repeated with the same keys until it does");
        }
        if (!ended) {
            return;
        }
        try {
            LOG.info("The gateway answers again; {} calls that were waiting are due at once", hasten.getAsLong());
        } catch (RuntimeException e) {
            LOG.warn("The gateway answers again, but what waits for it cannot be made due yet", e);
            outage.goesOn();
        }
    }
}
