package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.Place;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.SubjectProvider;

/** JeroMQ over TCP, as {@code jeromq}. */
public final class JeroMqProvider implements SubjectProvider {
    @Override
    public String name() {
        return "jeromq";
    }

    @Override
    public Subject open(Place place) {
        return new JeroMqSubject(place);
    }
}
