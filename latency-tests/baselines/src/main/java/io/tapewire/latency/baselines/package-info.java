/** What the bus is compared with only where a user asks for it, each behind a provider. */
package io.tapewire.latency.baselines;
