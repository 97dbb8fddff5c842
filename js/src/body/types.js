// What Python sends of the body (scene.py, identify.py, views.py). Types only: nothing here runs.

/** @typedef {[number, number, number]} Vec3 */
/** @typedef {"r" | "l"} Side */
/**
 * @typedef {object} Structure one that can be identified
 * @property {string} id
 * @property {string} name
 * @property {string} latin
 * @property {string} kind
 * @property {string} layer
 * @property {string[]} parts of the picture, without their side
 * @property {boolean} paired
 * @property {[label: string, text: string][]} about
 * @property {string} fact
 * @property {string} source
 * @property {string} view the named view that shows it best
 * @property {[body: string, x: number, y: number, z: number] | null} at where a landmark is
 * @property {string} ends the line at whose end a landmark is
 */
/**
 * @typedef {object} ViewRow a named view
 * @property {string} id
 * @property {string} title
 * @property {string} body
 * @property {Vec3} at
 * @property {Vec3} eye direction from which it is seen
 * @property {Vec3} up
 * @property {boolean} room whether it is seen in the room, the whole body in the picture
 * @property {boolean} alone whether the other side is left out
 * @property {number} height mm of the picture
 * @property {string[]} layers
 * @property {string[]} hide
 * @property {string[]} labels
 */
/** @typedef {{name: string, body: number, vertices: number, triangles: number, origin_mm: Vec3, step_mm: Vec3, positions: number, normals: number, indices: number, index_bytes: number}} MeshRow places in bytes */
/** @typedef {{width: Vec3, depth: Vec3, belly: number, tendon: [number, number], facing: Vec3, along: number}} TubeShape */
/**
 * @typedef {object} Header
 * @property {number[]} parents
 * @property {string[]} bodies
 * @property {MeshRow[]} meshes
 * @property {{names: string[], starts: number[], bodies: number[], groups: number[][], colours: Vec3[], shapes: TubeShape[]}} lines
 * @property {Record<string, Vec3>} colours
 */
/** @typedef {{target: Vec3, back: Vec3, up: Vec3, height: number}} EyeState */
/**
 * @typedef {object} Question of the quiz
 * @property {number} number
 * @property {number} of
 * @property {"find" | "name"} kind
 * @property {string} text
 * @property {string} view
 * @property {string | null} target
 * @property {string[]} candidates
 * @property {string[]} [shows]
 * @property {[string, string][]} options
 */
/** @typedef {{right: boolean, text: string, correct: string, fact: string, source: string, finished: boolean, score: [number, number]}} Judged */

export {};
