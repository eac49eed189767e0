package io.tapewire.driver;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
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

    private static final int MTU_MOST_BYTES = 65_504;

    /** Of Aeron's: no MTU may be longer than this part of a term. */
    private static final int TERM_PARTS = 8;

    static DatagramBatch of(int datagramLengthBytes, int termLengthBytes) {
        int lengthMost = Math.min(MTU_MOST_BYTES, termLengthBytes / TERM_PARTS);
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

    /** The channel of a publication as it is to be opened, unless it names an MTU itself. */
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
     * The longest frame of a publication, Aeron's header included.
     *
     * @param mtuLengthBytes of the publication
     */
    int frameLengthMost(int mtuLengthBytes) {
        return mtuLengthBytes == lengthBytes() ? datagramLengthBytes : mtuLengthBytes;
    }

    /** The longest datagram that the socket of a channel sends. */
    int datagramLengthBytes(ChannelUri channel) {
        String mtu = channel.get(CommonContext.MTU_LENGTH_PARAM_NAME);
        return mtu == null
                ? datagramLengthBytes
                : frameLengthMost((int) SystemUtil.parseSize("mtu", mtu));
    }

    private boolean isOpen(ChannelUri channel) {
        return datagrams > 1
                && channel.isUdp()
                && !channel.containsKey(CommonContext.MTU_LENGTH_PARAM_NAME);
    }

    private static String withMtu(ChannelUri channel, int mtuLengthBytes) {
        channel.put(CommonContext.MTU_LENGTH_PARAM_NAME, Integer.toString(mtuLengthBytes));
        return channel.toString();
    }
}
