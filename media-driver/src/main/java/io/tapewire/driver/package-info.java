/**
 * The road: the embedded and the standalone media driver, their thread layouts and cores, and the
 * connection of an application to a driver, ours or somebody else's.
 */
package io.tapewire.driver;
