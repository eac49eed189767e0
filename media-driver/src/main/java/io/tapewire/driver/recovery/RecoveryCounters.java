package io.tapewire.driver.recovery;

/** What a recovery server has done. Written by its thread; others may read them late. */
final class RecoveryCounters {
    long requests;
    long framesSent;
    long bytesSent;
    long busy;
    long gone;
    long unknown;
    long letGo;
}
