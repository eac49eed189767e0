package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PacketsTest {
    private static final int MOST = 1_408;
    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1 << 17]);
    private int length;

    @Test
    void shouldFillEachDatagramWithWholeFrames() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Integer> ends = frames(random, 1 + random.nextInt(40));
            int at = 0;
            while (at < length) {
                int start = at;
                at = Packets.endOfDatagram(buffer, at, length, MOST);
                int end = at;
                int first = ends.get(ends.indexOf(start) + 1);
                String where = "seed " + seed + ", " + start + " to " + end + " of " + ends;
                assertTrue(ends.contains(end), where);
                assertTrue(end - start <= MOST || end == first, where);
                assertTrue(end == length || ends.get(ends.indexOf(end) + 1) - start > MOST, where);
            }
            assertEquals(length, at);
        }
    }

    private List<Integer> frames(Random random, int count) {
        List<Integer> ends = new ArrayList<>(List.of(0));
        length = 0;
        for (int i = 0; i < count; i++) {
            data(1, 1, length, HEADER + random.nextInt(random.nextInt(9) == 0 ? 5_000 : 1_376));
            ends.add(length);
        }
        return ends;
    }

    @Test
    void shouldTakeTogetherWhatFollowsEachOtherInATerm() {
        data(7, 3, 0, 1_200);
        data(7, 3, 1_216, 33);
        data(7, 3, 1_280, 128);
        assertPackets(length);
    }

    @Test
    void shouldTakeNothingTogetherBeyondADatagram() {
        data(7, 3, 0, 1_200);
        data(7, 3, 1_216, 64);
        int first = length;
        data(7, 3, 1_280, 160);
        int second = length;
        data(7, 3, 1_440, 4_000);
        assertPackets(first, second, length);
    }

    @Test
    void shouldTakeApartWhatIsOfOtherStreamsAndTermsAndPlaces() {
        data(7, 3, 0, 96);
        int other = length;
        data(8, 3, 96, 96);
        int term = length;
        data(8, 4, 192, 96);
        int hole = length;
        data(8, 4, 320, 96);
        assertPackets(other, term, hole, length);
    }

    @Test
    void shouldTakeApartWhatCarriesNoData() {
        frame(HeaderFlyweight.HDR_TYPE_SETUP, 40, 40);
        int setup = length;
        frame(HeaderFlyweight.HDR_TYPE_SETUP, 40, 40);
        int again = length;
        frame(HeaderFlyweight.HDR_TYPE_RTTM, 40, 40);
        int roundTrip = length;
        heartbeat(7, 3, 96);
        int heartbeat = length;
        heartbeat(7, 3, 96);
        int twice = length;
        data(7, 3, 96, 100);
        assertPackets(setup, again, roundTrip, heartbeat, twice, length);
    }

    @Test
    void shouldTakeOnlyTheHeaderOfPadding() {
        data(7, 3, 65_000 / 32 * 32, 96);
        padding(7, 3, 65_000 / 32 * 32 + 96, 400);
        int end = length;
        data(7, 4, 0, 96);
        assertPackets(end, length);
    }

    @Test
    void shouldComeToTheEndOfAnyBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            frames(random, 1 + random.nextInt(5));
            for (int i = random.nextInt(20); i > 0; i--) {
                buffer.putByte(random.nextInt(length), (byte) random.nextInt());
            }
            int limit = 1 + random.nextInt(length);
            for (int at = 0; at < limit; ) {
                int end = Packets.endOfPacket(buffer, at, limit, MOST);
                assertTrue(end > at && end <= limit, "seed " + seed);
                at = end;
            }
        }
    }

    private void assertPackets(int... ends) {
        int at = 0;
        for (int end : ends) {
            at = Packets.endOfPacket(buffer, at, length, MOST);
            assertEquals(end, at);
        }
    }

    private void data(int session, int term, int termOffset, int frameLength) {
        series(session, term, termOffset);
        frame(HeaderFlyweight.HDR_TYPE_DATA, frameLength, BitUtil.align(frameLength, 32));
    }

    private void heartbeat(int session, int term, int termOffset) {
        series(session, term, termOffset);
        frame(HeaderFlyweight.HDR_TYPE_DATA, 0, HEADER);
    }

    private void padding(int session, int term, int termOffset, int frameLength) {
        series(session, term, termOffset);
        frame(HeaderFlyweight.HDR_TYPE_PAD, frameLength, HEADER);
    }

    private void series(int session, int term, int termOffset) {
        buffer.putInt(length + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET, session);
        buffer.putInt(length + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET, 1_001);
        buffer.putInt(length + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET, term);
        buffer.putInt(length + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, termOffset);
    }

    private void frame(int type, int frameLength, int travels) {
        buffer.putInt(length + HeaderFlyweight.FRAME_LENGTH_FIELD_OFFSET, frameLength);
        buffer.putShort(length + HeaderFlyweight.VERSION_FIELD_OFFSET, (short) 0);
        buffer.putShort(length + HeaderFlyweight.TYPE_FIELD_OFFSET, (short) type);
        length += travels;
    }
}
