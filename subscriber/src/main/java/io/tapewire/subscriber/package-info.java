/**
 * Who listens: receives frames, follows each feed's sequence, names every gap, and hands trades to
 * a listener. Each part takes frames from whoever has them, so a live subscription and a journal
 * reader are followed by the same code.
 */
package io.tapewire.subscriber;
