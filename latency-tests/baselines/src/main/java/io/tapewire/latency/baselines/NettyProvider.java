package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.Place;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.SubjectProvider;

/** Netty over UDP, as {@code netty}. */
public final class NettyProvider implements SubjectProvider {
    @Override
    public String name() {
        return "netty";
    }

    @Override
    public Subject open(Place place) {
        return new NettySubject(place);
    }
}
