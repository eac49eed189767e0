/**
 * How missing frames are asked for and answered: the messages, and the one small interface that
 * whoever still has frames implements.
 */
package io.tapewire.schemas.recovery;
