package io.tapewire.driver.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AnswerTest {
    /** Has nothing from the request's first item on, and gets more each time that it is asked. */
    private static final class Growing implements FramesBySequence {
        private long next = 100;

        @Override
        public long firstSequence(int feedId, long session) {
            return 1;
        }

        @Override
        public long nextSequence(int feedId, long session) {
            next += 10;
            return next - 10;
        }

        @Override
        public int copyFrame(
                int feedId, long session, long sequence, MutableDirectBuffer target, int offset) {
            return NOT_THERE;
        }

        @Override
        public int copyDefinitions(
                int feedId, long session, int index, MutableDirectBuffer target, int offset) {
            return NOT_THERE;
        }
    }

    private final Request request = new Request();
    private final UnsafeBuffer target = new UnsafeBuffer(new byte[64]);
    private final Answer answer = new Answer(new Growing());

    @Test
    void shouldNotSayThatItAnsweredForWhatCameSinceItRanOut() {
        request.kind = RecoveryKind.ITEMS;
        request.session = 1;
        request.fromSequence = 100;
        request.count = 1_000;
        answer.begin(request);

        assertEquals(Answer.END, answer.copyNext(target));
        assertEquals(RecoveryResult.SERVED, answer.result());
        assertEquals(100, answer.answeredBelow());
    }
}
