/**
 * What travels: the generated codecs, the frame encoders and decoder, and the one small interface
 * that everything right of the bus hangs on, the frame handler.
 */
package io.tapewire.schemas;
