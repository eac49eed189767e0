package io.tapewire.schemas;

import io.tapewire.schemas.sbe.HeartbeatDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder.DefinitionsDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoveryEndDecoder;
import io.tapewire.schemas.sbe.RecoveryRequestDecoder;
import io.tapewire.schemas.sbe.RecoverySourceDecoder;
import io.tapewire.schemas.sbe.SessionEndDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder.TradesDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every field of a checked frame by name, as the decoders read it. */
final class FrameFields {
    private static final int BLOCK_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final FrameDecoder frame;

    private FrameFields(FrameDecoder frame) {
        this.frame = frame;
    }

    static Map<String, Object> of(FrameDecoder frame) {
        return new FrameFields(frame).read();
    }

    private Map<String, Object> read() {
        fields.put("feedId", Integer.toUnsignedLong(frame.feedId()));
        fields.put("session", frame.session());
        fields.put("sequence", frame.sequence());
        fields.put("sealTime", frame.sealTimeNs());
        fields.put("itemCount", frame.itemCount());
        int templateId = frame.templateId();
        if (templateId == FrameDecoder.TRADES) {
            readTrades();
        } else if (templateId == FrameDecoder.DEFINITIONS) {
            readDefinitions();
        } else if (templateId == FrameDecoder.HEARTBEAT) {
            HeartbeatDecoder heartbeat = new HeartbeatDecoder();
            heartbeat.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
            fields.put("interval", heartbeat.interval());
        } else if (templateId == FrameDecoder.SESSION_END) {
            SessionEndDecoder end = new SessionEndDecoder();
            end.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
            fields.put("lastSequence", end.lastSequence());
            fields.put("reason", (long) end.reasonRaw());
        } else {
            readRecovery(templateId);
        }
        return fields;
    }

    private void readRecovery(int templateId) {
        if (templateId == FrameDecoder.RECOVERY_SOURCE) {
            RecoverySourceDecoder source = new RecoverySourceDecoder();
            source.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
            fields.put("requestChannel", source.requestChannel());
            fields.put("responseControl", source.responseControl());
            fields.put("requestStreamId", (long) source.requestStreamId());
            fields.put("responseStreamId", (long) source.responseStreamId());
            fields.put("kind", (long) source.kindRaw());
        } else if (templateId == FrameDecoder.RECOVERY_REQUEST) {
            RecoveryRequestDecoder request = new RecoveryRequestDecoder();
            request.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
            fields.put("requestId", request.requestId());
            fields.put("count", request.count());
            fields.put("kind", (long) request.kindRaw());
        } else if (templateId == FrameDecoder.RECOVERY_END) {
            RecoveryEndDecoder end = new RecoveryEndDecoder();
            end.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
            fields.put("requestId", end.requestId());
            fields.put("firstSequence", end.firstSequence());
            fields.put("nextSequence", end.nextSequence());
            fields.put("result", (long) end.resultRaw());
        }
    }

    private void readTrades() {
        TradeBatchDecoder batch = new TradeBatchDecoder();
        batch.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
        TradesDecoder trades = batch.trades();
        for (int i = 0; trades.hasNext(); i++) {
            trades.next();
            String item = "trades[" + i + "].";
            fields.put(item + "time", trades.time());
            fields.put(item + "price", trades.price().mantissa());
            fields.put(item + "quantity", trades.quantity().mantissa());
            fields.put(item + "tradeId", trades.tradeId());
            fields.put(item + "instrumentId", trades.instrumentId());
            fields.put(item + "conditions", (long) trades.conditions());
            fields.put(item + "side", (long) trades.sideRaw());
            fields.put(item + "reserved", (long) trades.reserved());
        }
    }

    private void readDefinitions() {
        InstrumentDefinitionsDecoder message = new InstrumentDefinitionsDecoder();
        message.wrap(frame.frame(), BLOCK_OFFSET, frame.blockLength(), frame.version());
        DefinitionsDecoder definitions = message.definitions();
        for (int i = 0; definitions.hasNext(); i++) {
            definitions.next();
            String item = "definitions[" + i + "].";
            fields.put(item + "instrumentId", definitions.instrumentId());
            fields.put(item + "symbol", definitions.symbol());
            fields.put(item + "venue", definitions.venue());
        }
    }
}
