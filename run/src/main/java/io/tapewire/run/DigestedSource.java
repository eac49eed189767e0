package io.tapewire.run;

import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeDigest;
import java.util.ArrayList;
import java.util.List;

/** A source that digests what is read from it. */
final class DigestedSource implements TradeSource {
    private final TradeSource source;
    private final TradeDigest digest;
    private final List<Instrument> instruments = new ArrayList<>();

    DigestedSource(TradeSource source, TradeDigest digest) {
        this.source = source;
        this.digest = digest;
    }

    @Override
    public boolean advance() {
        if (!source.advance()) {
            return false;
        }
        for (int i = instruments.size(); i <= source.instrument(); i++) {
            instruments.add(new Instrument(i, source.symbol(i), source.venue(i)));
        }
        digest.add(
                source.timeNs(),
                instruments.get(source.instrument()).contentHash(),
                source.price(),
                source.quantity(),
                source.side(),
                source.tradeId());
        return true;
    }

    @Override
    public long timeNs() {
        return source.timeNs();
    }

    @Override
    public int instrument() {
        return source.instrument();
    }

    @Override
    public long price() {
        return source.price();
    }

    @Override
    public long quantity() {
        return source.quantity();
    }

    @Override
    public Side side() {
        return source.side();
    }

    @Override
    public long tradeId() {
        return source.tradeId();
    }

    @Override
    public int instrumentCount() {
        return source.instrumentCount();
    }

    @Override
    public String symbol(int instrument) {
        return source.symbol(instrument);
    }

    @Override
    public String venue(int instrument) {
        return source.venue(instrument);
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public void close() {
        source.close();
    }
}
