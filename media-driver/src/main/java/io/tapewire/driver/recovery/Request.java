package io.tapewire.driver.recovery;

import io.tapewire.schemas.sbe.RecoveryKind;

/** What one client asks for; used again and again. */
final class Request {
    long requestId;
    int feedId;
    long session;
    RecoveryKind kind;
    long fromSequence;
    long count;

    void set(Request other) {
        requestId = other.requestId;
        feedId = other.feedId;
        session = other.session;
        kind = other.kind;
        fromSequence = other.fromSequence;
        count = other.count;
    }
}
