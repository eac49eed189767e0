/**
 * Who speaks: numbers the trades of a feed, seals them into frames, and sends the frames. A frame
 * is sealed when it is full or when the caller has nothing more, never by a timer.
 */
package io.tapewire.publisher;
