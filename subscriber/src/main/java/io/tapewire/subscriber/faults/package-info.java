/**
 * Faults on purpose, for tests of this bus and of its users: frames are lost, doubled, reordered,
 * delayed, stalled and damaged as a text says. Same seed and same frames, same faults.
 */
package io.tapewire.subscriber.faults;
