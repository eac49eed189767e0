package io.tapewire.driver.recovery;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryRequestDecoder;
import org.agrona.DirectBuffer;

/** Reads requests from bytes that anybody may have sent, and counts what is none by name. */
final class RequestDecoder {
    private final FrameDecoder frame = new FrameDecoder();
    private final RecoveryRequestDecoder message = new RecoveryRequestDecoder();
    private final Request request = new Request();
    private final long[] rejected = new long[FrameStatus.values().length];
    private long foreign;

    /**
     * @return the request, valid until the next call; null where the bytes hold none
     */
    Request decode(DirectBuffer buffer, int offset, int length, boolean whole) {
        FrameStatus status = whole ? frame.wrap(buffer, offset, length) : FrameStatus.FRAGMENT;
        if (status != FrameStatus.OK) {
            rejected[status.ordinal()]++;
            return null;
        }
        if (frame.templateId() != FrameDecoder.RECOVERY_REQUEST) {
            foreign++;
            return null;
        }
        message.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        request.kind = message.kind();
        if (request.kind == RecoveryKind.NULL_VAL) {
            foreign++;
            return null;
        }
        request.requestId = message.requestId();
        request.count = message.count();
        request.feedId = frame.feedId();
        request.session = frame.session();
        request.fromSequence = frame.sequence();
        return request;
    }

    long rejected(FrameStatus status) {
        return rejected[status.ordinal()];
    }

    /** Good frames that are no request that this version knows. */
    long foreign() {
        return foreign;
    }

    long malformed() {
        long sum = foreign;
        for (long count : rejected) {
            sum += count;
        }
        return sum;
    }
}
