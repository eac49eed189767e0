/** What is compared with what, and what came of it. */
package io.tapewire.latency.compare;
