/** Asking a source for the frames that did not arrive. */
package io.tapewire.subscriber.recovery;
