package io.paylog.command.gateway.simulated;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Switches the simulated gateway off and on, for people and tests that want to see payments wait and then finish. */
@RestController
@OnlySimulated
@RequestMapping("/simulated-gateway/availability")
class AvailabilityEndpoint {

    private final Availability availability;

    AvailabilityEndpoint(Availability availability) {
        this.availability = availability;
    }

    @GetMapping
    State state() {
        return new State(availability.isAvailable());
    }

    @PutMapping
    State change(@RequestBody State wanted) {
        availability.change(wanted.available());
        return wanted;
    }

    /** @param available whether calls are answered */
    record State(boolean available) {}
}
