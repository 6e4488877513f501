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
        switch (outage.after(found)) {
            case BEGAN -> LOG.warn("The gateway gives no answers; calls are repeated with the same keys until it does");
            case ENDED -> catchUp();
            case NONE -> {}
        }
    }

    /** The end is told once what waits for it is due. */
    private void catchUp() {
        try {
            LOG.info("The gateway answers again; {} calls that were waiting are due at once", hasten.getAsLong());
        } catch (RuntimeException e) {
            outage.goesOn();
            StoreFailures.tell(LOG, "hasten", "What waits for the gateway cannot be made due yet", e);
        }
    }
}
