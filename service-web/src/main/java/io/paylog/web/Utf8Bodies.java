package io.paylog.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Takes bodies in plain UTF-8 only, as RFC 8259 has it. The parser would guess at other encodings, and read some bytes that are
 * none as characters that nobody sent. An endpoint that takes the bytes themselves, which may be many, checks them itself.
 */
@ControllerAdvice
final class Utf8Bodies extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        requirePlainUtf8(message.getHeaders());
        if (type == byte[].class) {
            return message;
        }
        byte[] body = message.getBody().readAllBytes();
        Utf8.require(body);
        return new Read(new ByteArrayInputStream(body), message.getHeaders());
    }

    private static void requirePlainUtf8(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        Charset charset = type == null ? null : type.getCharset();
        boolean otherCharset = charset != null && !charset.equals(StandardCharsets.UTF_8);
        if (otherCharset || headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            throw new ErrorResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private record Read(InputStream body, HttpHeaders headers) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
