/**
 * What is remembered: the stored frames of feeds, byte for byte as they travelled, and reading them
 * again.
 */
package io.tapewire.journal;
