package io.tapewire.latency.subject;

/**
 * Opens a subject that is no part of this module. It is found by {@link java.util.ServiceLoader},
 * so it has a public constructor without parameters, and its name stands in {@code
 * META-INF/services}.
 */
public interface SubjectProvider {
    /** How a trial names its subject; none of the names that {@link Subjects} knows by itself. */
    String name();

    /**
     * Opens one end. Called on the thread of the loop, which alone uses the subject afterwards and
     * closes it; that thread is pinned later, so threads that are started here are not.
     *
     * @throws io.tapewire.schemas.TapewireException where that place is not for it
     */
    Subject open(Place place);
}
