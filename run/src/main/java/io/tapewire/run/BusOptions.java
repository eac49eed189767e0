package io.tapewire.run;

import io.tapewire.driver.BusAddress;
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
                            + " aeron:udp?endpoint=239.x.y.ODD:PORT|interface=ADDRESS.")
    private String channel = BusAddress.DEFAULT_CHANNEL;

    @Option(names = "--stream", paramLabel = "N", description = "Stream on the channel.")
    private int streamId = BusAddress.DEFAULT_STREAM_ID;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    BusAddress address() {
        return Tapewire.checked(command, () -> new BusAddress(channel, streamId));
    }
}
