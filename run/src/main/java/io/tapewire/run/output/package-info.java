/** Trades as text on standard output. */
package io.tapewire.run.output;
