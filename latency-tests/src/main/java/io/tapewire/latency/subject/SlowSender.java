package io.tapewire.latency.subject;

/** Takes a share longer over every turn than another sender: what a report must call worse. */
public final class SlowSender implements TradeSender {
    private final TradeSender sender;
    private final double share;
    private long turnedNs = System.nanoTime();

    private SlowSender(TradeSender sender, double share) {
        this.sender = sender;
        this.share = share;
    }

    /**
     * @param percent by which it is slower; 0 for the sender itself
     */
    public static TradeSender of(TradeSender sender, double percent) {
        return percent == 0 ? sender : new SlowSender(sender, percent / 100);
    }

    @Override
    public boolean isReady() {
        return sender.isReady();
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        return sender.send(scheduledNs, number, instrument, price, quantity, side);
    }

    @Override
    public int doWork() {
        int work = sender.doWork();
        turnedNs = lengthen(turnedNs, share);
        return work;
    }

    /**
     * Spins until what began then has taken a share longer.
     *
     * @param beganNs of {@link System#nanoTime()}
     * @param share 0 for not at all
     * @return when that was
     */
    public static long lengthen(long beganNs, double share) {
        long nowNs = System.nanoTime();
        long untilNs = nowNs + (long) (share * (nowNs - beganNs));
        while (nowNs < untilNs) {
            Thread.onSpinWait();
            nowNs = System.nanoTime();
        }
        return nowNs;
    }

    @Override
    public int tradesATurn() {
        return sender.tradesATurn();
    }

    @Override
    public int tradesAMessage() {
        return sender.tradesAMessage();
    }

    @Override
    public long refused() {
        return sender.refused();
    }

    @Override
    public void close() {
        sender.close();
    }
}
