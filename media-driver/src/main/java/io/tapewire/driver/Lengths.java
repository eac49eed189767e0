package io.tapewire.driver;

/** Lengths as a person reads them. */
final class Lengths {
    private Lengths() {}

    static String format(long lengthBytes) {
        if (lengthBytes >= 1 << 20) {
            long tenths = (lengthBytes * 10 + (1 << 19)) >> 20;
            return tenths % 10 == 0 ? tenths / 10 + " MiB" : tenths / 10.0 + " MiB";
        }
        return lengthBytes >= 1 << 10 ? (lengthBytes >> 10) + " KiB" : lengthBytes + " bytes";
    }
}
