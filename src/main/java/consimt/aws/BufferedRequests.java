package consimt.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Leaves the length of a request to the JDK's connection, which then buffers the request. With a length from the SDK the
 * connection streams the request, and cannot send it again. So the JDK would first wait a millisecond on each connection
 * that is reused, for an end that the server may have sent: longer than all else of a warm call. A buffered request that
 * meets such an end is sent once more on a new connection.
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
