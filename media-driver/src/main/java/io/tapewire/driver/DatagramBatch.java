package io.tapewire.driver;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import java.util.List;
import org.agrona.SystemUtil;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * What a driver of ours takes off a log at once: several datagrams, which its sockets cut, where
 * any other takes one. To Aeron that is the MTU of a publication, for which its publisher has to
 * ask: so the driver says in a counter of type {@value #TYPE_ID} that it may. Frames are as long as
 * one datagram all the same. Immutable.
 *
 * @param datagramLengthBytes the most that a datagram carries, Aeron's headers included
 * @param datagrams at once; 1 where they are sent one by one
 */
record DatagramBatch(int datagramLengthBytes, int datagrams) {
    /** Its key is the length of a datagram, its value how many. */
    static final int TYPE_ID = 848_780;

    /** Of a driver that announced nothing. */
    private static final DatagramBatch UNKNOWN = new DatagramBatch(0, 1);

    /** Through the kernel sixteen take an eighth of what they take one by one, forty a tenth. */
    private static final int DATAGRAMS_MOST = 16;

    /** Aeron refuses a stream whose MTU is beyond the reader's window: this is our least one. */
    private static final int LENGTH_MOST_BYTES = 32 << 10;

    /** Of Aeron's: no MTU may be longer than this part of a term. */
    private static final int TERM_PARTS = 8;

    /** What has the driver refuse an MTU, or is another's affair: then nothing is asked for. */
    private static final List<String> CLOSED =
            List.of(
                    CommonContext.MTU_LENGTH_PARAM_NAME,
                    CommonContext.TERM_LENGTH_PARAM_NAME,
                    CommonContext.PUBLICATION_WINDOW_LENGTH_PARAM_NAME,
                    CommonContext.SOCKET_SNDBUF_PARAM_NAME,
                    CommonContext.SESSION_ID_PARAM_NAME,
                    CommonContext.MDC_CONTROL_MODE_PARAM_NAME);

    /**
     * @param sendLengthBytes of the sockets' buffers; 0 where that is not known
     */
    static DatagramBatch of(int datagramLengthBytes, int termLengthBytes, int sendLengthBytes) {
        int held = sendLengthBytes == 0 ? LENGTH_MOST_BYTES : sendLengthBytes;
        int lengthMost = Math.min(Math.min(LENGTH_MOST_BYTES, held), termLengthBytes / TERM_PARTS);
        int datagrams = Math.min(DATAGRAMS_MOST, lengthMost / datagramLengthBytes);
        return new DatagramBatch(datagramLengthBytes, Math.max(1, datagrams));
    }

    /** What the driver of these counters announced. */
    static DatagramBatch announced(CountersReader counters) {
        DatagramBatch[] found = {UNKNOWN};
        counters.forEach(
                (counterId, typeId, key, label) -> {
                    if (typeId == TYPE_ID) {
                        int datagrams = (int) counters.getCounterValue(counterId);
                        found[0] = new DatagramBatch(key.getInt(0), datagrams);
                    }
                });
        return found[0];
    }

    /** On the thread of the driver's conductor, or before that begins. */
    void announce(CountersManager counters) {
        int counterId =
                counters.allocate(
                        "tapewire datagrams sent at once: mtu=%d".formatted(datagramLengthBytes),
                        TYPE_ID,
                        key -> key.putInt(0, datagramLengthBytes));
        counters.setCounterValue(counterId, datagrams);
    }

    private int lengthBytes() {
        return datagramLengthBytes * datagrams;
    }

    /** The channel of a publication as it is to be opened: with more at once, or as it is. */
    String publicationChannel(String channel) {
        ChannelUri uri = ChannelUri.parse(channel);
        return isOpen(uri) ? withMtu(uri, lengthBytes()) : channel;
    }

    /**
     * The same where its frames are made already, for another driver perhaps, and remain as long as
     * they are.
     */
    String publicationChannel(String channel, int frameLengthMost) {
        ChannelUri uri = ChannelUri.parse(channel);
        boolean isBatched = isOpen(uri) && datagramLengthBytes == frameLengthMost;
        return withMtu(uri, isBatched ? lengthBytes() : frameLengthMost);
    }

    /**
     * The longest frame of a stream, Aeron's header included, where its publisher's driver may be
     * like this one or not.
     *
     * @param mtuLengthBytes of the stream
     */
    int frameLengthMost(int mtuLengthBytes) {
        boolean isBatch = datagramLengthBytes > 0 && mtuLengthBytes % datagramLengthBytes == 0;
        return isBatch ? datagramLengthBytes : mtuLengthBytes;
    }

    /** The longest datagram that the socket of a channel sends. */
    int datagramLengthOf(ChannelUri channel) {
        String mtu = channel.get(CommonContext.MTU_LENGTH_PARAM_NAME);
        int named = mtu == null ? lengthBytes() : (int) SystemUtil.parseSize("mtu", mtu);
        return named == lengthBytes() ? datagramLengthBytes : named;
    }

    private boolean isOpen(ChannelUri channel) {
        return datagrams > 1 && channel.isUdp() && CLOSED.stream().noneMatch(channel::containsKey);
    }

    private static String withMtu(ChannelUri channel, int mtuLengthBytes) {
        channel.put(CommonContext.MTU_LENGTH_PARAM_NAME, Integer.toString(mtuLengthBytes));
        return channel.toString();
    }
}
