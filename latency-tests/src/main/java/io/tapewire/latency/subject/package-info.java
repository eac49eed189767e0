/** What is measured: the bus, and what it is compared with, behind one sender and one receiver. */
package io.tapewire.latency.subject;
