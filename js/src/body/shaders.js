// How a vertex is placed and a point is coloured. ONLY and XRAY are replaced by numbers when a material is made.

/** Places a vertex by the matrix of its part, and throws away parts that are hidden. */
export const VERTEX = `
precision highp float;
uniform sampler2D parts;
in float part;
in float tendon;
out vec3 vNormal;
out vec3 vEye;
flat out vec4 vPart;
flat out float vNumber;
out float vTendon;
void main() {
  int row = int(part + 0.5);
  vec4 x = texelFetch(parts, ivec2(0, row), 0);
  vec4 y = texelFetch(parts, ivec2(1, row), 0);
  vec4 z = texelFetch(parts, ivec2(2, row), 0);
  vPart = texelFetch(parts, ivec2(3, row), 0);
  vNumber = part;
  vTendon = tendon;
  vec4 local = vec4(position, 1.0);
  vec3 room = vec3(dot(x, local), dot(y, local), dot(z, local));
  vec3 turned = vec3(dot(x.xyz, normal), dot(y.xyz, normal), dot(z.xyz, normal));
  vNormal = (viewMatrix * vec4(turned, 0.0)).xyz;
  vec4 eye = viewMatrix * vec4(room, 1.0);
  vEye = eye.xyz;
  gl_Position = projectionMatrix * eye;
  if (vPart.w < 0.5 || ONLY > 0.5 && abs(vPart.w - ONLY) > 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

/** Light from two sides; a faint part keeps one point in four, what lies behind others one in two. */
export const FRAGMENT = `
precision highp float;
uniform vec3 tendonColour;
uniform vec3 chosenColour;
in vec3 vNormal;
in vec3 vEye;
flat in vec4 vPart;
in float vTendon;
out vec4 outColour;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  if (abs(vPart.w - 2.0) < 0.5 && ((at.x + 2 * at.y) & 3) != 0) discard;
  if (XRAY > 0.5 && ((at.x + at.y) & 1) != 0) discard;
  vec3 n = normalize(vNormal);
  if (n.z < 0.0 && !gl_FrontFacing) n = -n;
  float key = max(dot(n, normalize(vec3(-0.35, 0.5, 0.8))), 0.0);
  float fill = max(dot(n, normalize(vec3(0.7, 0.1, 0.5))), 0.0);
  float facing = max(dot(n, normalize(-vEye)), 0.0);
  float light = (0.30 + 0.62 * key + 0.18 * fill) * (0.62 + 0.38 * smoothstep(0.0, 0.7, facing));
  vec3 colour = mix(vPart.rgb, tendonColour, vTendon);
  if (vPart.w > 2.5) colour = mix(colour, chosenColour, 0.78);
  colour = colour * light + 0.10 * pow(key, 24.0);
  outColour = vec4(min(colour, 1.0), 1.0);
}`;

/** The number of the part instead of its colour. */
export const PICK = `
precision highp float;
flat in vec4 vPart;
flat in float vNumber;
out vec4 outColour;
void main() {
  if (abs(vPart.w - 2.0) < 0.5) discard;
  float id = vNumber + 1.0;
  outColour = vec4(mod(id, 256.0) / 255.0, floor(id / 256.0) / 255.0, 0.0, 1.0);
}`;
