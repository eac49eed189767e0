package io.tapewire.subscriber;

import io.aeron.exceptions.AeronException;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoverySourceDecoder;
import io.tapewire.schemas.sbe.SourceKind;
import io.tapewire.subscriber.recovery.RepairSource;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Learns from the feeds themselves who can be asked for frames, and opens each such source once.
 * Allocates when one is first announced; an announcement heard before costs a lookup.
 */
final class AnnouncedSources {
    // A few for each feed that a reader follows.
    private static final int MAX_FINGERPRINTS = 4 * FeedRoster.MAX_FEEDS;

    // More than that are somebody's mischief.
    private static final int MAX_ADDRESSES = 1_024;

    /** Opens the way to a source. */
    @FunctionalInterface
    interface Opener {
        RepairSource open(RecoveryAddress address, String name);
    }

    private static final class Source {
        private final IntHashSet feeds = new IntHashSet();
        private RepairSource opened;
    }

    private final RecoverySourceDecoder message = new RecoverySourceDecoder();
    private final Map<RecoveryAddress, Source> known = new HashMap<>();
    private final IntHashSet feeds = new IntHashSet();
    private final Opener opener;
    private final RepairDesk desk;
    private long malformed;
    private final LongHashSet fingerprints = new LongHashSet();

    AnnouncedSources(Opener opener, RepairDesk desk) {
        this.opener = opener;
        this.desk = desk;
    }

    void onSource(FrameDecoder frame) {
        if (fingerprints.size() == MAX_FINGERPRINTS) {
            fingerprints.clear();
        }
        // The text is the same each time, so its fingerprint spares decoding it again.
        long fingerprint = fingerprint(frame);
        if (!fingerprints.add(fingerprint)) {
            return;
        }
        message.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        RecoveryAddress address =
                new RecoveryAddress(
                        message.requestChannel(),
                        message.requestStreamId(),
                        message.responseControl(),
                        message.responseStreamId());
        feeds.add(frame.feedId());
        Source source = known.get(address);
        if (source != null) {
            source.feeds.add(frame.feedId());
        } else if (desk.isFull()) {
            // Looked at again when it is announced again: there may be room then.
            fingerprints.remove(fingerprint);
        } else if (known.size() < MAX_ADDRESSES) {
            forgetThoseLeft();
            Source heard = new Source();
            heard.feeds.add(frame.feedId());
            known.put(address, heard);
            heard.opened = open(address, message.kind() == SourceKind.RING, heard.feeds);
        }
    }

    // For want of room the desk leaves those that are not ready; announced again, they come back.
    private void forgetThoseLeft() {
        boolean any =
                known.values()
                        .removeIf(
                                source ->
                                        source.opened != null
                                                && !desk.sources().contains(source.opened));
        if (any) {
            fingerprints.clear();
        }
    }

    /**
     * Leaves the sources of this feed alone where it needs no more: whoever serves may stay for
     * those who have not left. Announced again, they are opened again.
     */
    void leaveIfOver(FeedProgress feed) {
        int feedId = feed.feedId;
        if (!feed.isOver() || !feeds.remove(feedId)) {
            return;
        }
        fingerprints.clear();
        known.values()
                .removeIf(
                        source -> {
                            boolean last = source.feeds.remove(feedId) && source.feeds.isEmpty();
                            if (last && source.opened != null) {
                                desk.leave(source.opened);
                            }
                            return last && source.opened != null;
                        });
    }

    // Whoever is on the channel can announce anything; what nobody can be asked at is passed over.
    private RepairSource open(RecoveryAddress address, boolean isRing, IntHashSet served) {
        try {
            RepairSource source = opener.open(address, isRing ? "ring" : "journal");
            desk.add(source, isRing, served);
            return source;
        } catch (TapewireException | AeronException | IllegalArgumentException e) {
            malformed++;
            return null;
        }
    }

    void ignore(RecoveryAddress address) {
        if (!known.containsKey(address)) {
            known.put(address, new Source());
        }
    }

    void forget() {
        known.clear();
        feeds.clear();
        fingerprints.clear();
    }

    /** Announcements of what is no address. */
    long malformed() {
        return malformed;
    }

    private long fingerprint(FrameDecoder frame) {
        long hash = frame.feedId();
        int from =
                MessageHeaderDecoder.ENCODED_LENGTH
                        + RecoverySourceDecoder.requestChannelEncodingOffset();
        UnsafeBuffer bytes = frame.frame();
        for (int i = from; i + Long.BYTES <= bytes.capacity(); i += Long.BYTES) {
            hash = (hash ^ bytes.getLong(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
