/** The command {@code latency}. */
package io.tapewire.latency.command;
