"""The OpenGL programs that draw a person: shaded colour, triangle numbers, or colour with layer and depth."""

from __future__ import annotations

VERTEX = """#version 330
in vec3 in_position; in vec3 in_normal; in vec2 in_uv; in float in_cut;
uniform mat4 camera;
out vec3 normal; out vec3 place; out vec2 uv; out float cut;
void main() {
  normal = in_normal; place = in_position; uv = in_uv; cut = in_cut;
  gl_Position = camera * vec4(in_position, 1.0);
}"""
_SHADED = """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut;
uniform sampler2D colours; uniform vec3 tint; uniform float specular; uniform float alpha_cut;
uniform float trim_m; uniform vec3 trim_tint;
uniform vec3 eye; uniform vec3 key_direction; uniform vec3 key_colour; uniform vec3 fill_direction;
uniform vec3 fill_colour; uniform vec3 sky; uniform vec3 ground; uniform float wrap;
vec4 shaded() {
  vec4 texel = texture(colours, uv);
  if (texel.a < alpha_cut || cut < 0.0) discard;
  vec3 n = normalize(normal);
  vec3 v = normalize(eye - place);
  if (dot(n, v) < 0.0) n = -n;
  vec3 shade = cut < trim_m ? tint * trim_tint : tint;
  vec3 albedo = pow(min(texel.rgb * shade, vec3(1.0)), vec3(2.2));
  float key = max((dot(n, key_direction) + wrap) / (1.0 + wrap), 0.0);
  float fill = max(dot(n, fill_direction) * 0.7 + 0.3, 0.0);
  vec3 light = mix(ground, sky, 0.5 + 0.5 * n.z) + key_colour * key + fill_colour * fill;
  float shine = pow(max(dot(n, normalize(key_direction + v)), 0.0), 28.0) * specular;
  vec3 colour = albedo * light + key_colour * shine;
  return vec4(pow(colour, vec3(1.0 / 2.2)), 1.0);
}
"""
SHADE = (
    _SHADED
    + """out vec4 result;
void main() { result = shaded(); }"""
)
IDENTIFY = """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut;
uniform sampler2D colours; uniform float alpha_cut; uniform int first_triangle;
out float result;
void main() {
  if (texture(colours, uv).a < alpha_cut || cut < 0.0) discard;
  result = float(first_triangle + gl_PrimitiveID + 1);
}"""
# `about` holds the layer class and the depth in metres (1 / gl_FragCoord.w); `behind_m` is added to what is veiled.
LAYER = (
    _SHADED
    + """uniform float layer; uniform float behind_m;
layout(location = 0) out vec4 result; layout(location = 1) out vec2 about;
void main() { result = shaded(); about = vec2(layer, 1.0 / gl_FragCoord.w + behind_m); }"""
)
