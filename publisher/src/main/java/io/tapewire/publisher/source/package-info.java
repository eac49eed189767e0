/** Trade sources: where trades come from, a tape file or a seeded generator. */
package io.tapewire.publisher.source;
