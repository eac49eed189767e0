package io.tapewire.schemas;

import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the frame that an example of the wire format page states, from its values alone. */
final class ExampleEncoder {
    private final UnsafeBuffer buffer;
    private final Map<String, String> values;
    private final FrameSealer sealer;
    private final long sequence;
    private final long sealTimeNs;

    ExampleEncoder(UnsafeBuffer buffer, Map<String, String> values) {
        this.buffer = buffer;
        this.values = values;
        this.sealer = new FrameSealer((int) value("feedId"), value("session"));
        this.sequence = value("sequence");
        this.sealTimeNs = value("sealTime");
    }

    int encode() {
        ControlFrameEncoder control = new ControlFrameEncoder(sealer);
        return switch ((int) value("templateId")) {
            case 1 -> trades();
            case 2 -> definitions();
            case 3 -> control.heartbeat(buffer, 0, sequence, value("interval"), sealTimeNs);
            case 4 ->
                    control.sessionEnd(
                            buffer, 0, value("lastSequence"), value("reason") == 0, sealTimeNs);
            default -> recovery();
        };
    }

    private int recovery() {
        RecoveryEncoder encoder = new RecoveryEncoder();
        return switch ((int) value("templateId")) {
            case 5 ->
                    encoder.source(
                            sealer,
                            buffer,
                            new RecoveryAddress(
                                    values.get("requestChannel"),
                                    (int) value("requestStreamId"),
                                    values.get("responseControl"),
                                    (int) value("responseStreamId")),
                            SourceKind.get((short) value("kind")),
                            sequence,
                            sealTimeNs);
            case 10 ->
                    encoder.request(
                            sealer,
                            buffer,
                            value("requestId"),
                            RecoveryKind.get((short) value("kind")),
                            sequence,
                            (int) value("count"));
            default ->
                    encoder.end(
                            sealer,
                            buffer,
                            value("requestId"),
                            RecoveryResult.get((short) value("result")),
                            sequence,
                            value("firstSequence"),
                            value("nextSequence"));
        };
    }

    private int trades() {
        TradeFrameEncoder encoder = new TradeFrameEncoder(sealer, SampleFrames.MAX_LENGTH);
        encoder.begin(buffer, 0);
        for (int i = 0; i < value("count"); i++) {
            String item = "trades[" + i + "].";
            encoder.add(
                    value(item + "time"),
                    (int) value(item + "instrumentId"),
                    value(item + "price"),
                    value(item + "quantity"),
                    Side.of((int) value(item + "side")),
                    value(item + "tradeId"),
                    (int) value(item + "conditions"));
        }
        return encoder.seal(sequence, sealTimeNs);
    }

    private int definitions() {
        DefinitionFrameEncoder encoder =
                new DefinitionFrameEncoder(sealer, SampleFrames.MAX_LENGTH);
        encoder.begin(buffer, 0);
        for (int i = 0; i < value("count"); i++) {
            String item = "definitions[" + i + "].";
            int id = (int) value(item + "instrumentId");
            encoder.add(
                    new Instrument(id, values.get(item + "symbol"), values.get(item + "venue")));
        }
        return encoder.seal(sequence, sealTimeNs);
    }

    private long value(String field) {
        return Long.parseLong(values.get(field));
    }
}
