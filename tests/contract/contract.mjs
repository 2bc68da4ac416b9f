// @ts-check
// Requests and responses, held against the description in openapi.yaml.
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
// It checks both directions, needs no web framework, reads OpenAPI 3.1 and is
// released often; others lack one of these. 5.20 is its last line for node 20.
import { OpenAPIRouter, OpenAPIValidator, SetMatchType } from "openapi-backend";

/**
 * @typedef {object} Sent
 * @property {string} method
 * @property {URL} url
 * @property {Headers} headers
 * @property {string} body empty when there is none
 */

/**
 * @typedef {object} Answered
 * @property {number} status
 * @property {Headers} headers
 * @property {string} body
 */

/**
 * What is read of the description here; its references are resolved.
 *
 * @typedef {object} DescribedResponse
 * @property {Record<string, { required?: boolean }>} [headers]
 * @property {Record<string, unknown>} content
 * @property {Record<string, string[]>} [x-error-headers]
 *
 * @typedef {object} Operation
 * @property {string} operationId
 * @property {string} method
 * @property {string} path
 * @property {string[]} tags
 * @property {{ content: Record<string, unknown> }} [requestBody]
 * @property {Record<string, DescribedResponse>} responses
 * @property {string[][]} [x-same-query]
 */

const DESCRIPTION = fileURLToPath(new URL("openapi.yaml", import.meta.url));

/**
 * An undescribed route is answered by the platform's router, with a page.
 * @type {DescribedResponse}
 */
const NO_ROUTE = { content: { "text/html": {} } };

/** What the platform does, as far as it is described. */
export class Contract {
  /** @type {OpenAPIRouter} */
  #router;
  /** @type {OpenAPIValidator} */
  #validator;

  /**
   * @param {any} definition an OpenAPI document without references
   * @param {{ strict?: boolean }} [options] refuses a keyword that nobody knows, which would be a
   * rule that nobody checks. That takes longer: one test does it for all.
   */
  constructor(definition, { strict = false } = {}) {
    const apiRoot = new URL(definition.servers[0].url).pathname;
    this.#router = new OpenAPIRouter({ definition, apiRoot, ignoreTrailingSlashes: false });
    this.#validator = new OpenAPIValidator({
      definition,
      router: this.#router,
      lazyCompileValidators: true,
      ajvOpts: { allErrors: true, strictSchema: strict, validateSchema: strict, meta: strict },
    });
    // Now, and only what is used: later it would hold up a test that measures time.
    for (const { operationId } of this.operations) {
      this.#validator.getRequestValidatorsForOperation(operationId);
      this.#validator.getStatusBasedResponseValidatorForOperation(operationId);
      this.#validator.getResponseHeadersValidatorForOperation(operationId);
    }
  }

  /**
   * The project's own description, or another one.
   * @param {string} [description] path, or YAML
   * @param {{ strict?: boolean }} [options]
   */
  static async read(description = DESCRIPTION, options) {
    const document = new Validator();
    const { valid, errors } = await document.validate(description);
    if (!valid) throw new Error(`the description is not OpenAPI: ${JSON.stringify(errors)}`);
    return new Contract(document.resolveRefs(), options);
  }

  /** @returns {Operation[]} */
  get operations() {
    return /** @type {any} */ (this.#router.getOperations());
  }

  /**
   * The operation that a request is for, by its method and path alone.
   * @param {Sent} sent
   * @returns {string | undefined}
   */
  nameOf({ method, url }) {
    return this.#operation(method, url)?.operationId;
  }

  /**
   * What is wrong with a request; nothing, when it is as described.
   * @param {Sent} sent
   * @returns {string[]}
   */
  problemsOfRequest({ method, url, headers, body }) {
    const operation = this.#operation(method, url);
    if (!operation) return [`${method} ${url.pathname} is not described`];
    const problems = [];
    if (!/^Bearer \S+$/.test(headers.get("authorization") ?? "") && !headers.has("cookie")) {
      problems.push("it carries neither a bearer key nor a cookie");
    }
    const type = mediaType(headers);
    const content = operation.requestBody?.content ?? {};
    if (body === "" ? type !== undefined : !Object.hasOwn(content, type ?? "")) {
      problems.push(`it has ${body === "" ? "no body" : "a body"} and content-type ${type}`);
    }
    for (const spellings of operation["x-same-query"] ?? []) {
      const values = new Set(spellings.map((name) => url.searchParams.get(name)));
      if (values.size > 1) problems.push(`query parameters ${spellings.join(" and ")} differ`);
    }
    const checked = this.#validator.validateRequest(
      { method, path: url.pathname, query: url.search, headers: Object.fromEntries(headers), body: body || undefined },
      operation.operationId,
    );
    return problems.concat(said(checked.errors));
  }

  /**
   * What is wrong with a response to a request; nothing, when it is as described.
   * @param {Sent} sent
   * @param {Answered} answered
   * @returns {string[]}
   */
  problemsOfResponse({ method, url }, { status, headers, body }) {
    const type = mediaType(headers);
    const operation = this.#operation(method, url);
    const response = operation ? operation.responses[status] : status === 404 ? NO_ROUTE : undefined;
    if (!response) return [`status ${status} is not described`];
    if (!Object.hasOwn(response.content, type ?? "")) return [`status ${status} with content-type ${type} is not described`];

    const problems = [];
    for (const [name, header] of Object.entries(response.headers ?? {})) {
      if (header.required && !headers.has(name)) problems.push(`header ${name} is missing`);
    }
    if (type === "text/html") {
      return body.includes(`Cannot ${method} ${url.pathname}`) ? problems : [...problems, "the page does not name the route"];
    }
    const document = parsed(body);
    if (!operation || document === undefined) return [...problems, "the body is not JSON"];
    for (const name of response["x-error-headers"]?.[document?.error_type] ?? []) {
      if (!headers.has(name)) problems.push(`header ${name} is missing for ${document.error_type}`);
    }
    return problems.concat(
      said(this.#validator.validateResponse(document, operation.operationId, status).errors),
      said(
        this.#validator.validateResponseHeaders(Object.fromEntries(headers), operation.operationId, {
          statusCode: status,
          setMatchType: SetMatchType.Any,
        }).errors,
      ),
    );
  }

  /**
   * @param {string} method
   * @param {URL} url
   * @returns {Operation | undefined}
   */
  #operation(method, url) {
    return /** @type {any} */ (this.#router.matchOperation({ method, path: url.pathname, headers: {} }));
  }
}

/** @param {Headers} headers */
function mediaType(headers) {
  return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
}

/**
 * @param {string} text
 * @returns {any} undefined when it is not JSON
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {import("openapi-backend").ValidationResult["errors"]} errors
 * @returns {string[]}
 */
function said(errors) {
  return (errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`.trim());
}
