package consimt.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Leaves the length of a request to the JDK's connection, which then buffers the request. With a length from the SDK the
 * connection streams the request, and cannot send the request again. So before each use of an open connection the JDK waits
 * a millisecond, in case the server has closed the connection. This wait is longer than the rest of a warm call. Where the
 * server has closed the connection, the JDK sends a buffered request once more, on a new connection. A time-out of the SDK
 * is no such case.
 *
 * <p>The SDK gives this interceptor to each client, because the resource {@code execution.interceptors} names it.
 */
public final class BufferedRequests implements ExecutionInterceptor {

    private static final String LENGTH = "Content-Length";

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        return context.requestBody().isEmpty()
                ? request
                : request.toBuilder().removeHeader(LENGTH).build();
    }
}
