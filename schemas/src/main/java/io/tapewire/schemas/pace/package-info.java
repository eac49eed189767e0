/** How fast trades go out, whether they come from a source or from a journal. */
package io.tapewire.schemas.pace;
