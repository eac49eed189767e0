package io.tapewire.run;

import io.tapewire.schemas.TapewireException;
import io.tapewire.subscriber.SymbolChoice;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which symbols a reader wants. */
final class SymbolsOption {
    @Option(
            names = "--symbols",
            paramLabel = "A,B",
            split = ",",
            description = "Only these: SYMBOL at any venue, or SYMBOL@VENUE.")
    private List<String> symbols = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    SymbolChoice choice() {
        return Tapewire.checked(command, this::checkedChoice);
    }

    private SymbolChoice checkedChoice() {
        if (symbols.stream().anyMatch(String::isBlank)) {
            throw new TapewireException(
                    "A symbol of --symbols is empty: give SYMBOL or SYMBOL@VENUE, between commas.");
        }
        return SymbolChoice.of(symbols);
    }
}
