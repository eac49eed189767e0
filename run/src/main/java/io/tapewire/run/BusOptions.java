package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where on the bus. */
final class BusOptions {
    @Option(
            names = "--channel",
            paramLabel = "URI",
            description =
                    "Aeron channel: aeron:ipc, aeron:udp?endpoint=HOST:PORT, or multicast as"
                            + " aeron:udp?endpoint=239.x.y.ODD:PORT|interface=ADDRESS. Given"
                            + " twice: lines A and B, each with all of the feed.",
            defaultValue = BusAddress.DEFAULT_CHANNEL)
    private List<String> channels;

    @Option(names = "--stream", paramLabel = "N", description = "Stream on the channel.")
    private int streamId = BusAddress.DEFAULT_STREAM_ID;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** One, or several lines. */
    BusAddress[] addresses() {
        return Tapewire.checked(
                command,
                () ->
                        channels.stream()
                                .map(channel -> new BusAddress(channel, streamId))
                                .toArray(BusAddress[]::new));
    }
}
