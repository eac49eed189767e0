package io.tapewire.driver.recovery;

/** The requests of one client that wait, first come first served. Never grows. */
final class RequestQueue {
    private final Request[] requests;
    private int head;
    private int size;

    RequestQueue(int capacity) {
        requests = new Request[capacity];
        for (int i = 0; i < capacity; i++) {
            requests[i] = new Request();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == requests.length;
    }

    /** Copies the request to the end; the queue must not be full. */
    void add(Request request) {
        requests[(head + size) % requests.length].set(request);
        size++;
    }

    Request first() {
        return requests[head];
    }

    void removeFirst() {
        head = (head + 1) % requests.length;
        size--;
    }
}
