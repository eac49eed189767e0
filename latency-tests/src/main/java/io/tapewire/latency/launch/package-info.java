/** Runs trials in processes of their own, which end when nobody wants them any more. */
package io.tapewire.latency.launch;
